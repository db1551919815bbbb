using DuckBus.Scenes.Scenes;

namespace DuckBus.Scenes;

/// <summary>All scenes, in the order of the evening.</summary>
public static class Playbill
{
    internal static IReadOnlyList<IScene> All { get; } =
    [
        new FirstContainer(), new RoundRobin(), new Intruder(), new Crash(), new ApiDown(),
        new NodeFailure(), new RabbitMqDown(), new Trace(), new Race(), new MonolithScene(), new FlaskScene(),
    ];

    /// <summary>The names of all scenes.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(scene => scene.Name)];

    /// <summary>Whether there is a scene of that name or number.</summary>
    public static bool Knows(string name) => Find([name]) is not null;

    /// <summary>One line for each scene.</summary>
    public static IEnumerable<string> Lines(bool french) =>
        All.Select(scene => $"{scene.Number,3}  {scene.Name,-16} {scene.Title.In(french)}");

    /// <summary>The scenes of some names or numbers; <c>all</c> means all.</summary>
    /// <returns>Null where one is unknown.</returns>
    internal static IReadOnlyList<IScene>? Find(IReadOnlyList<string> names)
    {
        if (names.Contains("all")) return All;
        var found = names.Select(name => All.FirstOrDefault(scene => scene.Name == name || $"{scene.Number}" == name)).ToList();
        return found.TrueForAll(scene => scene is not null) ? [.. found.Select(scene => scene!)] : null;
    }
}
