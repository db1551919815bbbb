namespace DuckBus.ApiServer.ManagedFields;

/// <summary>What a value is made of, for the question of who owns what.</summary>
internal enum ShapeForm
{
    /// <summary>Nothing: it is owned as a whole.</summary>
    Leaf,

    /// <summary>Fields or keys, each owned by itself.</summary>
    Object,

    /// <summary>Items, told apart by keys.</summary>
    KeyedList,

    /// <summary>Plain values, told apart by themselves.</summary>
    Set,

    /// <summary>Not known: an object if it is one, else a leaf.</summary>
    Unknown,
}
