// The scheduler, the kubelet and the life of nodes will stand here.
