namespace DuckBus.ApiServer.Http.Fields;

/// <summary>What happens when a body has fields that the kind does not, or has one twice: <c>?fieldValidation=</c>.</summary>
internal enum FieldValidation
{
    /// <summary>The caller is warned. The default.</summary>
    Warn,

    /// <summary>The request is refused.</summary>
    Strict,

    /// <summary>Nothing.</summary>
    Ignore,
}
