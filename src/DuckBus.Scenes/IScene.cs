using DuckBus.Scenes.Story;

namespace DuckBus.Scenes;

/// <summary>A story with a cause and a visible effect.</summary>
internal interface IScene
{
    /// <summary>Its place in the evening.</summary>
    int Number { get; }

    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>What it shows.</summary>
    Text Title { get; }

    /// <summary>Plays it, and throws where a claim does not hold.</summary>
    Task PlayAsync(Stage stage, CancellationToken stop);
}
