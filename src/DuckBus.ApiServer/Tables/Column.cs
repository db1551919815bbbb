namespace DuckBus.ApiServer.Tables;

/// <summary>One column of a Table: Kubernetes' TableColumnDefinition.</summary>
/// <param name="Name">The heading; clients print it in capitals.</param>
/// <param name="Description">What it shows, for people.</param>
/// <param name="Type">The OpenAPI type of its cells.</param>
/// <param name="Format">The OpenAPI format; <c>name</c> marks the column that identifies the row.</param>
/// <param name="Priority">0 is always shown, 1 only where there is room (<c>-o wide</c>).</param>
internal sealed record Column(string Name, string Description, string Type = "string", string Format = "", int Priority = 0)
{
    /// <summary>The name of the object.</summary>
    public static Column ObjectName { get; } = new("Name", "The name of the object, unique in its namespace.", Format: "name");

    /// <summary>How long ago the object was created.</summary>
    public static Column Age { get; } = new("Age", "How long ago the object was created.");

    /// <summary>The object that this one belongs to.</summary>
    public static Column ParentRef { get; } = new("ParentRef", "The object that has it: resource, namespace and name.");

    /// <summary>The containers of a template.</summary>
    public static Column Containers { get; } = Wide("Containers", "The names of the containers in the template.");

    /// <summary>The images of a template.</summary>
    public static Column Images { get; } = Wide("Images", "The images of the containers in the template.");

    /// <summary>A label selector.</summary>
    public static Column Selector { get; } = Wide("Selector", "The labels of the pods that belong to the object.");

    /// <summary>A column that is shown only where there is room.</summary>
    public static Column Wide(string name, string description) => new(name, description, Priority: 1);

    /// <summary>A column of whole numbers.</summary>
    public static Column Number(string name, string description) => new(name, description, "integer");
}
