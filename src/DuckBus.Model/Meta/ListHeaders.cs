namespace DuckBus.Model.Meta;

/// <summary>What an answer to a list says beside its body.</summary>
public static class ListHeaders
{
    /// <summary>The resourceVersion of the list: where nothing has changed (304), there is no body that tells it.</summary>
    public const string Revision = "DuckBus-Resource-Version";
}
