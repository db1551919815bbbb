using System.Diagnostics;

namespace DuckBus.Client.Queues;

/// <summary>Why a key is in the queue: the trigger, and the trace that it belongs to, if any.</summary>
/// <param name="Trigger">What set it off.</param>
/// <param name="Trace">The trace context of the change; default if there is none.</param>
public readonly record struct Cause(Trigger Trigger, ActivityContext Trace = default);
