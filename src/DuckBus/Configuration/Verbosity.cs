namespace DuckBus.Configuration;

/// <summary>The least level that is logged, with the numbers of .NET's own levels.</summary>
internal enum Verbosity
{
    Trace = 0,
    Debug = 1,
    Info = 2,
    Warning = 3,
    Error = 4,
}
