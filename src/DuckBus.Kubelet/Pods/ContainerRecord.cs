using DuckBus.Kubelet.Probes;
using DuckBus.Kubelet.Runtime;
using DuckBus.Model.Core;

namespace DuckBus.Kubelet.Pods;

/// <summary>What the kubelet knows of one container of a pod: from the engine, and what it remembers of what is gone from there.</summary>
/// <param name="Name">The container's name in the pod.</param>
internal sealed record ContainerRecord(string Name)
{
    /// <summary>The engine's id of the latest attempt; null if there never was one.</summary>
    public string? Id { get; init; }

    /// <summary>The number of the latest attempt, from 0: how often it was restarted.</summary>
    public int Attempt { get; init; }

    /// <summary>Where the latest attempt is in its life; null if there never was one.</summary>
    public ContainerLife? Life { get; init; }

    /// <summary>The image of the latest attempt, as the pod named it.</summary>
    public string Image { get; init; } = "";

    /// <summary>The image's id.</summary>
    public string ImageId { get; init; } = "";

    /// <summary>When the latest attempt started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>How the latest attempt ended, once it has.</summary>
    public ContainerStateTerminated? End { get; init; }

    /// <summary>How the attempt before ended.</summary>
    public ContainerStateTerminated? EndBefore { get; init; }

    /// <summary>Earlier attempts that are still on the engine, oldest first.</summary>
    public IReadOnlyList<string> Earlier { get; init; } = [];

    /// <summary>Whether the latest attempt was made in the present sandbox.</summary>
    public bool Here { get; init; }

    /// <summary>How often it was restarted without a long run in between.</summary>
    public int Crashes { get; init; }

    /// <summary>Why the next attempt could not be started.</summary>
    public Trouble? Trouble { get; init; }

    /// <summary>What the probes of the latest attempt found.</summary>
    public ContainerHealth Health { get; init; } = ContainerHealth.Unknown;

    /// <summary>Whether it runs.</summary>
    public bool IsRunning => Life == ContainerLife.Running;

    /// <summary>Whether it ran and is over.</summary>
    public bool IsOver => Life == ContainerLife.Exited;

    /// <summary>The number that the next attempt gets.</summary>
    public int NextAttempt => IsOver || IsRunning ? Attempt + 1 : Attempt;

    /// <summary>What a status in the API tells of the container: all there is after a restart of the kubelet.</summary>
    public static ContainerRecord From(ContainerStatus status)
    {
        var end = status.State?.Terminated ?? (status.State?.Running is null ? status.LastState?.Terminated : null);
        var record = new ContainerRecord(status.Name) { Attempt = status.RestartCount };
        if (string.IsNullOrEmpty(status.ContainerID)) return record;
        return record with
        {
            Id = WithoutScheme(status.ContainerID),
            Life = end is null ? ContainerLife.Running : ContainerLife.Exited,
            Image = status.Image,
            ImageId = status.ImageID,
            StartedAt = status.State?.Running?.StartedAt ?? end?.StartedAt,
            Health = end is null ? new ContainerHealth { Started = status.Started == true ? true : null, Ready = status.Ready } : ContainerHealth.Unknown,
            End = end,
            EndBefore = ReferenceEquals(end, status.LastState?.Terminated) ? null : status.LastState?.Terminated,
        };
    }

    /// <summary>The record after a look at the engine.</summary>
    /// <param name="found">The attempts that are there, oldest first.</param>
    /// <param name="alive">Whether their sandbox runs; without it they count as over.</param>
    /// <param name="scheme">The runtime's name, the scheme of container ids.</param>
    /// <param name="now">The time.</param>
    public ContainerRecord Observe(IReadOnlyList<RuntimeContainer> found, bool alive, string scheme, DateTimeOffset now)
    {
        // Only earlier attempts are left: somebody removed the latest.
        if (found.Count == 0 || (Life is not null && found[^1].Attempt < Attempt))
            return Gone(scheme, now) with { Earlier = [.. found.Select(container => container.Id)] };
        var latest = found[^1];
        var same = latest.Id == Id;
        var life = latest.State == ContainerLife.Running && !alive ? ContainerLife.Exited : latest.State;
        return this with
        {
            Id = latest.Id,
            Attempt = latest.Attempt,
            Life = life,
            // A list shows only an id once the name was given to another image.
            Image = same && Image.Length > 0 ? Image : latest.Image,
            ImageId = latest.ImageId,
            StartedAt = latest.StartedAt ?? (same ? StartedAt : null) ?? (life == ContainerLife.Running ? latest.CreatedAt : null),
            End = life != ContainerLife.Exited ? null : same && End is not null ? End : Ended(latest, scheme, now),
            EndBefore = Before(found, scheme, now),
            Health = same ? Health : ContainerHealth.Unknown,
            Here = true,
            Earlier = [.. found.Take(found.Count - 1).Select(container => container.Id)],
            Trouble = life == ContainerLife.Running ? null : Trouble,
        };
    }

    /// <summary>The record after a further attempt was started.</summary>
    /// <param name="container">The attempt; it may be over already.</param>
    /// <param name="crashes">How often it has now been restarted without a long run in between.</param>
    /// <param name="scheme">The runtime's name.</param>
    /// <param name="now">The time.</param>
    public ContainerRecord Started(RuntimeContainer container, int crashes, string scheme, DateTimeOffset now) => this with
    {
        Id = container.Id,
        Attempt = container.Attempt,
        Life = container.State,
        Image = container.Image,
        ImageId = container.ImageId,
        StartedAt = container.StartedAt ?? now,
        End = container.State == ContainerLife.Exited ? Ended(container, scheme, now) : null,
        EndBefore = IsOver ? End : EndBefore,
        Health = ContainerHealth.Unknown,
        Here = true,
        Earlier = IsOver && Here ? [Id!] : [],
        Crashes = crashes,
        Trouble = null,
    };

    /// <summary>How a container that is over ended.</summary>
    private static ContainerStateTerminated Ended(RuntimeContainer container, string scheme, DateTimeOffset now)
    {
        var exitCode = container.ExitCode ?? 137;
        return new ContainerStateTerminated
        {
            ExitCode = exitCode,
            Reason = container.OomKilled ? "OOMKilled"
                : container.StartedAt is null && container.Error is { Length: > 0 } ? "ContainerCannotRun"
                : exitCode == 0 ? "Completed" : "Error",
            Message = string.IsNullOrEmpty(container.Error) ? null : container.Error,
            StartedAt = container.StartedAt ?? container.CreatedAt,
            FinishedAt = container.FinishedAt ?? now,
            ContainerID = $"{scheme}://{container.Id}",
        };
    }

    private static string WithoutScheme(string id) => id[(id.IndexOf("://", StringComparison.Ordinal) is var at and >= 0 ? at + 3 : 0)..];

    private ContainerStateTerminated? Before(IReadOnlyList<RuntimeContainer> found, string scheme, DateTimeOffset now)
    {
        if (found.Count > 1 && found[^2].State == ContainerLife.Exited)
        {
            var id = $"{scheme}://{found[^2].Id}";
            return End?.ContainerID == id ? End : EndBefore?.ContainerID == id ? EndBefore : Ended(found[^2], scheme, now);
        }

        return found[^1].Id != Id && found[^1].Attempt > Attempt ? End ?? EndBefore : EndBefore;
    }

    /// <summary>Not on the engine: somebody removed it, or it never was there.</summary>
    private ContainerRecord Gone(string scheme, DateTimeOffset now) => Life switch
    {
        ContainerLife.Running => this with
        {
            Life = ContainerLife.Exited,
            End = new ContainerStateTerminated
            {
                ExitCode = 137,
                Reason = "ContainerStatusUnknown",
                Message = "The container is gone from the engine; nobody can tell how it ended",
                StartedAt = StartedAt,
                FinishedAt = now,
                ContainerID = $"{scheme}://{Id}",
            },
        },
        ContainerLife.Created => this with { Id = null, Life = null },
        _ => this,
    };
}
