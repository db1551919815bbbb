namespace DuckBus.Model.Schema;

/// <summary>What a value is, on the wire.</summary>
public enum ValueForm
{
    /// <summary>Text.</summary>
    String,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A struct with known fields.</summary>
    Object,

    /// <summary>A list of values of one form.</summary>
    List,

    /// <summary>Values of one form by text.</summary>
    Map,

    /// <summary>An amount, such as <c>100m</c> or <c>64Mi</c>: text, or a number.</summary>
    Quantity,

    /// <summary>A whole number, or text such as <c>25%</c>.</summary>
    IntOrString,

    /// <summary>A time with seconds.</summary>
    Time,

    /// <summary>A time with microseconds.</summary>
    MicroTime,

    /// <summary>Bytes, base64-encoded.</summary>
    Bytes,

    /// <summary>Anything.</summary>
    Any,
}
