using DuckBus.Plain;

namespace DuckBus.Push;

/// <summary>Puts what was ordered beside what is. Pure: nothing is ever done about a difference.</summary>
public static class ContainerLines
{
    /// <summary>All containers, by name and node.</summary>
    /// <param name="orders">What the brain remembers.</param>
    /// <param name="seen">What each node answered; null for one that did not.</param>
    public static IReadOnlyList<ContainerLine> Of(
        IReadOnlyCollection<Order> orders, IReadOnlyDictionary<string, IReadOnlyList<PlainContainer>?> seen)
    {
        var ordered = orders.Where(order => order.Confirmed).Select(order => Ordered(order, seen[order.Node]));
        var unordered = seen.SelectMany(node => (node.Value ?? [])
            .Where(container => container.Running && !orders.Any(order => order.Name == container.Name && order.Node == node.Key))
            .Select(container => Unordered(node.Key, container)));
        return [.. ordered.Concat(unordered).OrderBy(line => line.Name, StringComparer.Ordinal).ThenBy(line => line.Node, StringComparer.Ordinal)];
    }

    private static ContainerLine Ordered(Order order, IReadOnlyList<PlainContainer>? node)
    {
        var (seen, note) = node switch
        {
            null => ("no answer", $"{order.Node} does not answer"),
            _ when node.Any(container => container.Name == order.Name && container.Running) => ("running", null),
            _ => ("gone", (string?)"it died, and nobody told the brain"),
        };
        return new ContainerLine(order.Name, order.Node, "running", seen, order.At, note);
    }

    private static ContainerLine Unordered(string node, PlainContainer container) => new(
        container.Name, node, "unknown", "running", null,
        container.Intruder ? "the brain never started it, and nobody told it to remove it" : "the brain has forgotten that it started it");
}
