namespace DuckBus.Model.Kinds;

/// <summary>What happened to an object, in the words of a Kubernetes watch.</summary>
public enum ChangeType
{
    /// <summary>The object was created.</summary>
    Added = 0,

    /// <summary>The object was updated.</summary>
    Modified = 1,

    /// <summary>The object is gone.</summary>
    Deleted = 2,
}
