namespace DuckBus.Monolith;

/// <summary>What the tick log says, in one language.</summary>
public sealed record TickWords
{
    /// <summary>The five steps.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>A node without containers.</summary>
    public required string Empty { get; init; }

    /// <summary>A node that does not answer.</summary>
    public required string Silent { get; init; }

    /// <summary>How many containers run on how many nodes.</summary>
    public required Func<int, int, string> Running { get; init; }

    /// <summary>How many containers are declared.</summary>
    public required Func<int, string> Declared { get; init; }

    /// <summary>A container, and the node that it lost.</summary>
    public required Func<string, string, string> Homeless { get; init; }

    /// <summary>A container, and the node that it is on.</summary>
    public required Func<string, string, string> On { get; init; }

    /// <summary>There is nowhere to run anything.</summary>
    public required string NoNode { get; init; }

    /// <summary>What is, is what should be.</summary>
    public required string Converged { get; init; }

    /// <summary>Not everything worked.</summary>
    public required Func<int, string> Failed { get; init; }

    /// <summary>English.</summary>
    public static TickWords English { get; } = new()
    {
        Steps = ["OBSERVE the current state", "FETCH the desired state", "CLEAN UP dead nodes", "SCHEDULE what has no node", "RECONCILE (diff + act)"],
        Empty = "empty",
        Silent = "no answer",
        Running = (containers, nodes) => $"{containers} {(containers == 1 ? "container runs" : "containers run")} on {nodes} {(nodes == 1 ? "node" : "nodes")}",
        Declared = containers => $"{containers} {(containers == 1 ? "container" : "containers")} declared",
        Homeless = (container, node) => $"{node} is dead: {container} needs another node",
        On = (container, node) => $"{container} on {node}",
        NoNode = "no node is alive",
        Converged = "Converged",
        Failed = failures => $"Not converged: {failures} failed, the next tick tries again",
    };

    /// <summary>French.</summary>
    public static TickWords French { get; } = new()
    {
        Steps = ["OBSERVER l'état actuel", "RÉCUPÉRER l'état désiré", "CLEANUP des nœuds morts", "SCHEDULER ce qui n'a pas de nœud", "RÉCONCILIER (diff + action)"],
        Empty = "vide",
        Silent = "pas de réponse",
        Running = (containers, nodes) => $"{containers} {(containers < 2 ? "conteneur tourne" : "conteneurs tournent")} sur {nodes} {(nodes < 2 ? "nœud" : "nœuds")}",
        Declared = containers => $"{containers} {(containers < 2 ? "conteneur déclaré" : "conteneurs déclarés")}",
        Homeless = (container, node) => $"{node} est mort : {container} cherche un autre nœud",
        On = (container, node) => $"{container} sur {node}",
        NoNode = "aucun nœud ne vit",
        Converged = "Convergé",
        Failed = failures => $"Pas convergé : {failures} en échec, le prochain tick réessaie",
    };
}
