namespace DuckBus.ApiServer.Selectors;

/// <summary>How a requirement of a label query compares.</summary>
internal enum LabelOperator
{
    In = 0,
    NotIn = 1,
    Exists = 2,
    DoesNotExist = 3,
    GreaterThan = 4,
    LessThan = 5,
}
