using DuckBus.Model.Core;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.Client.Events;

/// <summary>
/// Turns occurrences into Events: what repeats is counted up in one Event, and an object that has had its burst gets one
/// event each ten seconds. Kubernetes calls it the event correlator.
/// </summary>
internal sealed class EventCorrelator(string component, string? host)
{
    private const int Remembered = 4096;
    private const double Burst = 25;
    private static readonly TimeSpan Refill = TimeSpan.FromSeconds(10);

    private readonly Dictionary<(string Uid, string? Part, string Type, string Reason, string Message), Event> written = [];
    private readonly Dictionary<string, (double Left, DateTimeOffset At)> tokens = [];

    /// <summary>The Event to write: to be created if its count is 1, else to be patched. Null: too many about this object.</summary>
    public Event? Take(Occurrence occurrence)
    {
        var metadata = occurrence.About.Metadata;
        if (!TakeToken(metadata.Uid ?? metadata.Name ?? "", occurrence.At)) return null;
        if (written.Count >= Remembered) written.Clear();
        var key = (metadata.Uid ?? "", occurrence.Part, occurrence.Type, occurrence.Reason, occurrence.Message);
        return written[key] = written.TryGetValue(key, out var before)
            ? before with { Count = before.Count + 1, LastTimestamp = occurrence.At }
            : Create(occurrence);
    }

    private bool TakeToken(string uid, DateTimeOffset now)
    {
        if (tokens.Count >= Remembered) tokens.Clear();
        var (left, at) = tokens.GetValueOrDefault(uid, (Burst, now));
        left = Math.Min(Burst, left + (now - at) / Refill);
        tokens[uid] = (left >= 1 ? left - 1 : left, now);
        return left >= 1;
    }

    private Event Create(Occurrence occurrence)
    {
        var kind = ResourceKind.Of(occurrence.About.GetType());
        var about = occurrence.About.Metadata;
        return new Event
        {
            Metadata = new ObjectMeta
            {
                Name = $"{about.Name}.{Guid.CreateVersion7(occurrence.At):N}",
                Namespace = string.IsNullOrEmpty(about.Namespace) ? "default" : about.Namespace,
            },
            InvolvedObject = new ObjectReference
            {
                ApiVersion = kind.ApiVersion,
                Kind = kind.Name,
                Namespace = about.Namespace,
                Name = about.Name,
                Uid = about.Uid,
                ResourceVersion = about.ResourceVersion,
                FieldPath = occurrence.Part,
            },
            Type = occurrence.Type,
            Reason = occurrence.Reason,
            Message = occurrence.Message,
            Source = new EventSource { Component = component, Host = host },
            ReportingComponent = component,
            ReportingInstance = host,
            FirstTimestamp = occurrence.At,
            LastTimestamp = occurrence.At,
            Count = 1,
        };
    }
}
