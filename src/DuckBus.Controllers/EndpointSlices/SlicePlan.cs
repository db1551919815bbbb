using DuckBus.Model.Discovery;
using DuckBus.Model.Json;

namespace DuckBus.Controllers.EndpointSlices;

/// <summary>
/// What brings the slices of a service to what is there. An endpoint stays in its slice, so that one that changes costs one write,
/// and a slice that lost all of its endpoints is used again rather than deleted.
/// </summary>
/// <param name="Create">The slices to create.</param>
/// <param name="Update">The slices to write anew.</param>
/// <param name="Delete">The slices to delete.</param>
public sealed record SlicePlan(IReadOnlyList<EndpointSlice> Create, IReadOnlyList<EndpointSlice> Update, IReadOnlyList<EndpointSlice> Delete)
{
    /// <summary>How many endpoints a slice holds: Kubernetes' default.</summary>
    public const int Limit = 100;

    /// <summary>Compares the slices that are there with the endpoints that there are to be.</summary>
    /// <param name="template">What is the same for each slice: metadata apart from the name.</param>
    /// <param name="existing">The slices of the service that the caller keeps.</param>
    /// <param name="groups">The endpoints, each group with other ports.</param>
    /// <param name="name">The name of the nth slice that is new.</param>
    public static SlicePlan For(EndpointSlice template, IReadOnlyList<EndpointSlice> existing, IReadOnlyList<EndpointGroup> groups, Func<int, string> name)
    {
        var slots = existing.OrderBy(slice => slice.Metadata.Name, StringComparer.Ordinal).Select(slice => new Slot(slice)).ToList();
        var fresh = groups.SelectMany(group => Fill(group, slots)).ToList();
        if (fresh.Count == 0 && slots.TrueForAll(slot => slot.Endpoints.Count == 0))
            fresh.Add(new EndpointGroup(groups.Count > 0 ? groups[0].AddressType : EndpointSelection.AddressType, [], []));

        var written = slots.Where(slot => slot.Endpoints.Count > 0).Select(slot => (Old: slot.Slice, New: Slice(slot.Slice, slot.Group!, slot.Endpoints))).ToList();
        var unused = slots.Where(slot => slot.Endpoints.Count == 0).Select(slot => slot.Slice).ToList();
        var created = new List<EndpointSlice>();
        foreach (var group in fresh)
        {
            // The type of the addresses of a slice stays for ever.
            if (unused.Find(slice => slice.AddressType == group.AddressType) is { } again)
            {
                unused.Remove(again);
                written.Add((again, Slice(again, group, group.Endpoints)));
            }
            else
                created.Add(Slice(template with { Metadata = template.Metadata with { Name = name(created.Count) } }, group, group.Endpoints));
        }
        return new SlicePlan(created, [.. written.Where(each => !JsonEquality.Same(each.Old, each.New)).Select(each => each.New)], unused);

        EndpointSlice Slice(EndpointSlice slice, EndpointGroup group, IReadOnlyList<Endpoint> endpoints) => slice with
        {
            Metadata = slice.Metadata with
            {
                Labels = template.Metadata.Labels,
                Annotations = template.Metadata.Annotations ?? slice.Metadata.Annotations,
                OwnerReferences = template.Metadata.OwnerReferences,
            },
            AddressType = group.AddressType,
            Ports = group.Ports,
            Endpoints = endpoints,
        };
    }

    /// <summary>Puts the endpoints of a group where they are, then where there is room.</summary>
    /// <returns>Those for which there is none, in groups that fill a slice each.</returns>
    private static IEnumerable<EndpointGroup> Fill(EndpointGroup group, List<Slot> slots)
    {
        var left = new Queue<Endpoint>();
        var wanted = group.Endpoints.DistinctBy(KeyOf).ToDictionary(KeyOf);
        var own = slots.Where(slot => slot.Group is null && EndpointGroup.SignatureOf(slot.Slice) == group.Signature).ToList();
        foreach (var slot in own)
        {
            slot.Group = group;
            foreach (var endpoint in (slot.Slice.Endpoints ?? []).Take(Limit))
                if (wanted.Remove(KeyOf(endpoint), out var now)) slot.Endpoints.Add(now);
        }
        foreach (var endpoint in group.Endpoints)
            if (wanted.Remove(KeyOf(endpoint))) left.Enqueue(endpoint);
        foreach (var slot in own.OrderByDescending(slot => slot.Endpoints.Count))
            while (slot.Endpoints.Count < Limit && left.TryDequeue(out var next)) slot.Endpoints.Add(next);
        return left.Chunk(Limit).Select(chunk => group with { Endpoints = chunk });
    }

    private static (string Addresses, string? Target) KeyOf(Endpoint endpoint) => (string.Join(',', endpoint.Addresses ?? []), endpoint.TargetRef?.Uid);

    private sealed class Slot(EndpointSlice slice)
    {
        public EndpointSlice Slice { get; } = slice;

        public EndpointGroup? Group { get; set; }

        public List<Endpoint> Endpoints { get; } = [];
    }
}
