using DuckBus.Dashboard.Facts;
using DuckBus.Dashboard.Views;
using DuckBus.Dashboard.Worlds;

namespace DuckBus.Dashboard.Stages;

/// <summary>Which buttons there are and what they would do now. Pure.</summary>
public static class StageButtons
{
    /// <summary>Declare a container.</summary>
    public const string Declare = "declare";

    /// <summary>One replica more.</summary>
    public const string More = "more";

    /// <summary>One replica fewer.</summary>
    public const string Fewer = "fewer";

    /// <summary>Kill a pod.</summary>
    public const string Kill = "kill-pod";

    /// <summary>Switch a node off or on.</summary>
    public const string Node = "kill-node";

    /// <summary>Stop or start the broker.</summary>
    public const string Broker = "stop-broker";

    /// <summary>Start a container that nobody declared.</summary>
    public const string Intruder = "add-intruder";

    /// <summary>Remove all that is declared.</summary>
    public const string Reset = "reset";

    /// <summary>The buttons.</summary>
    /// <param name="world">The cluster.</param>
    /// <param name="view">The page.</param>
    /// <param name="whyNot">Why an act cannot be done here.</param>
    /// <param name="replay">Whether the past is shown.</param>
    /// <param name="resetAsked">Whether the reset waits for a second press.</param>
    public static IReadOnlyList<StageButton> Of(World world, StageView view, Func<StageAct, string?> whyNot, bool replay, bool resetAsked)
    {
        var past = replay ? "This is a replay: go back to live first." : null;
        var nothing = world.Workloads.IsEmpty ? "Nothing is declared yet." : null;
        var node = SwitchedNode(world);
        var down = world.BusConnected == false;
        return
        [
            new(Declare, "Declare", ["n"], "good", past, "Declares one more container"),
            new(Fewer, "−1", ["-"], "good", past ?? nothing, "One replica fewer of what is chosen"),
            new(More, "+1", ["+", "="], "good", past ?? nothing, "One replica more of what is chosen"),
            new(Kill, "Kill pod", ["k"], "bad", past ?? whyNot(StageAct.KillPod) ?? (view.PodsReady == 0 ? "No pod runs." : null), "Kills a container as a crash would"),
            new(Node, node is { Ready: false } ? $"Start {node.Name}" : "Kill node", ["x"], node is { Ready: false } ? "good" : "bad",
                past ?? whyNot(StageAct.SwitchNode) ?? (node is null ? "There is no node." : null), node is { Ready: false } ? $"Switches {node.Name} on" : $"Switches {node?.Name} off"),
            new(Broker, down ? "Start broker" : "Stop broker", ["b"], down ? "good" : "bad", past ?? whyNot(StageAct.SwitchBroker), down ? "Starts the broker" : "Stops the broker"),
            new(Intruder, "Intruder", ["i"], "bad", past ?? whyNot(StageAct.AddIntruder) ?? (HostOfIntruder(world) is null ? "No node is ready." : null), "Starts a container that nobody declared"),
            new(Reset, resetAsked ? "Sure?" : "Reset", ["r"], "plain", past, "Removes all that is declared and switches everything on"),
        ];
    }

    /// <summary>The pod that the key kills: the one whose story is open, else the oldest that is ready.</summary>
    public static PodFacts? Victim(World world, PodFacts? open) => open ?? world.Pods.Values.Select(pod => pod.Facts)
        .Where(pod => pod.State == PodState.Ready && pod.Node is { } node && world.Nodes.GetValueOrDefault(node)?.Facts?.Ready == true)
        .OrderBy(pod => pod.CreatedAt).ThenBy(pod => pod.Name, NaturalOrder.Instance).FirstOrDefault();

    /// <summary>The node that the key switches: the first that is silent, else the first of all.</summary>
    public static NodeFacts? SwitchedNode(World world) =>
        world.Nodes.Values.Select(node => node.Facts).OfType<NodeFacts>().OrderBy(node => node.Ready).FirstOrDefault();

    /// <summary>The node that an intruder is put on: the first that is ready.</summary>
    public static string? HostOfIntruder(World world) =>
        world.Nodes.Values.Select(node => node.Facts).FirstOrDefault(node => node is { Ready: true })?.Name;

    /// <summary>What the keys scale: what was chosen, else the first.</summary>
    public static WorkloadFacts? Scaled(World world, string? chosen) =>
        (chosen is null ? null : world.Workloads.GetValueOrDefault(chosen)) ?? world.Workloads.Values.FirstOrDefault();
}
