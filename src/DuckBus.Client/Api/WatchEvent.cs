using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.Client.Api;

/// <summary>One event of a watch.</summary>
/// <typeparam name="T">The kind.</typeparam>
/// <param name="Type">What happened.</param>
/// <param name="Object">The object after the change, or the last state of one that is gone.</param>
public sealed record WatchEvent<T>(ChangeType Type, T Object)
    where T : Resource;
