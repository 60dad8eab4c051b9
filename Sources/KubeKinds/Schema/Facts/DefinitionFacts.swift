// Definitions of custom resources: apiextensions.k8s.io/v1.
// The notation is explained in SchemaNotation.swift.

extension SchemaFacts {
  static let definitions = """
    group apiextensions/v1
    CustomResourceColumnDefinition
      name        string required
      type        string required
      format      string omitempty
      description string omitempty
      priority    int32  omitempty
      jsonPath    string required
    CustomResourceConversion
      strategy string            required
      webhook  WebhookConversion pointer omitempty
    CustomResourceDefinition
      kind       string                         omitempty
      apiVersion string                         omitempty
      metadata   meta/v1.ObjectMeta             omitempty
      spec       CustomResourceDefinitionSpec   required
      status     CustomResourceDefinitionStatus omitempty
    CustomResourceDefinitionCondition
      type               string required
      status             string required
      lastTransitionTime time   omitempty
      reason             string omitempty
      message            string omitempty
      observedGeneration int64  omitempty
    CustomResourceDefinitionNames
      plural     string   required
      singular   string   omitempty
      shortNames [string] omitempty list=atomic
      kind       string   required
      listKind   string   omitempty
      categories [string] omitempty list=atomic
    CustomResourceDefinitionSpec
      group                 string                            required
      names                 CustomResourceDefinitionNames     required
      scope                 string                            required
      versions              [CustomResourceDefinitionVersion] required list=atomic
      conversion            CustomResourceConversion          pointer omitempty
      preserveUnknownFields bool                              omitempty
    CustomResourceDefinitionStatus
      conditions         [CustomResourceDefinitionCondition] list=map:type
      acceptedNames      CustomResourceDefinitionNames
      storedVersions     [string]                            list=atomic
      observedGeneration int64                               omitempty
    CustomResourceDefinitionVersion
      name                     string                           required
      served                   bool                             required
      storage                  bool                             required
      deprecated               bool                             omitempty
      deprecationWarning       string                           pointer omitempty
      schema                   CustomResourceValidation         pointer omitempty
      subresources             CustomResourceSubresources       pointer omitempty
      additionalPrinterColumns [CustomResourceColumnDefinition] omitempty list=atomic
      selectableFields         [SelectableField]                omitempty list=atomic
    CustomResourceSubresources
      status CustomResourceSubresourceStatus pointer omitempty
      scale  CustomResourceSubresourceScale  pointer omitempty
    CustomResourceSubresourceScale
      specReplicasPath   string required
      statusReplicasPath string required
      labelSelectorPath  string pointer omitempty
    CustomResourceSubresourceStatus
    CustomResourceValidation
      openAPIV3Schema JSONSchemaProps pointer omitempty
    ExternalDocumentation
      description string omitempty
      url         string omitempty
    JSONSchemaProps
      id                   string                omitempty
      $schema              string                omitempty
      $ref                 string                pointer omitempty
      description          string                omitempty
      type                 string                omitempty
      format               string                omitempty
      title                string                omitempty
      default              any                   pointer omitempty
      maximum              any                   pointer omitempty
      exclusiveMaximum     bool                  omitempty
      minimum              any                   pointer omitempty
      exclusiveMinimum     bool                  omitempty
      maxLength            int64                 pointer omitempty
      minLength            int64                 pointer omitempty
      pattern              string                omitempty
      maxItems             int64                 pointer omitempty
      minItems             int64                 pointer omitempty
      uniqueItems          bool                  omitempty
      multipleOf           any                   pointer omitempty
      enum                 [any]                 omitempty list=atomic
      maxProperties        int64                 pointer omitempty
      minProperties        int64                 pointer omitempty
      required             [string]              omitempty list=atomic
      items                any                   pointer omitempty
      allOf                [JSONSchemaProps]     omitempty list=atomic
      oneOf                [JSONSchemaProps]     omitempty list=atomic
      anyOf                [JSONSchemaProps]     omitempty list=atomic
      not                  JSONSchemaProps       pointer omitempty
      properties           {JSONSchemaProps}     omitempty
      additionalProperties any                   pointer omitempty
      patternProperties    {JSONSchemaProps}     omitempty
      dependencies         {any}                 omitempty
      additionalItems      any                   pointer omitempty
      definitions          {JSONSchemaProps}     omitempty
      externalDocs         ExternalDocumentation pointer omitempty
      example              any                   pointer omitempty
      nullable             bool                  omitempty
      x-kubernetes-preserve-unknown-fields bool  pointer omitempty
      x-kubernetes-embedded-resource bool        omitempty
      x-kubernetes-int-or-string bool            omitempty
      x-kubernetes-list-map-keys [string]        omitempty list=atomic
      x-kubernetes-list-type string              pointer omitempty
      x-kubernetes-map-type string               pointer omitempty
      x-kubernetes-validations [ValidationRule]  omitempty list=map:rule
    SelectableField
      jsonPath string required
    ServiceReference
      namespace string required
      name      string required
      path      string pointer omitempty
      port      int32  pointer omitempty
    ValidationRule
      rule              string required
      message           string omitempty
      messageExpression string omitempty
      reason            string pointer omitempty
      fieldPath         string omitempty
      optionalOldSelf   bool   pointer omitempty
    WebhookClientConfig
      url      string           pointer omitempty
      service  ServiceReference pointer omitempty
      caBundle bytes            omitempty
    WebhookConversion
      clientConfig             WebhookClientConfig pointer omitempty
      conversionReviewVersions [string]            required list=atomic
    """
}
