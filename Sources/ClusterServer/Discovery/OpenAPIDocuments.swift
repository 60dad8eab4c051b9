// OpenAPI: what kinds and fields there are, for clients that explain, check and merge by it.
import ClusterAPI
import KubeKinds
import KubeObjects

/// The OpenAPI documents of a cluster, made when they are first asked for and again when its kinds have changed.
final class OpenAPIDocuments {
  func answer(_ request: APIRequest, _ cluster: any ClusterAPI) -> Answer { .noSuchPath }
}
