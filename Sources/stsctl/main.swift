print("stsctl")
