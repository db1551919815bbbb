using DuckBus.Model.Meta;

namespace DuckBus.Controllers.Garbage;

/// <summary>Who owns whom, over all kinds, by uid: what the informers have told until now.</summary>
public sealed class OwnerGraph
{
    private const int RememberedDeaths = 20_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Resource> objects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> dependents = new(StringComparer.Ordinal);
    private readonly HashSet<string> gone = new(StringComparer.Ordinal);

    /// <summary>Takes an object, new or changed.</summary>
    public void Put(Resource resource)
    {
        lock (gate)
        {
            Unlink(resource.Metadata.Uid!);
            objects[resource.Metadata.Uid!] = resource;
            foreach (var owner in resource.Metadata.OwnerReferences ?? [])
            {
                if (!dependents.TryGetValue(owner.Uid, out var those)) dependents[owner.Uid] = those = new(StringComparer.Ordinal);
                those.Add(resource.Metadata.Uid!);
            }
        }
    }

    /// <summary>Takes that an object is gone. A uid never comes back.</summary>
    public void Remove(Resource resource)
    {
        lock (gate)
        {
            Unlink(resource.Metadata.Uid!);
            MarkGone(resource.Metadata.Uid!);
        }
    }

    /// <summary>Takes that there is no object with this uid, as the API server said.</summary>
    public void MarkGone(string uid)
    {
        lock (gate)
        {
            if (gone.Count >= RememberedDeaths) gone.Clear();
            gone.Add(uid);
        }
    }

    /// <summary>The object with this uid, or null if none is known.</summary>
    public Resource? Find(string uid)
    {
        lock (gate) return objects.GetValueOrDefault(uid);
    }

    /// <summary>Whether it is certain that no object has this uid any more.</summary>
    public bool IsGone(string uid)
    {
        lock (gate) return gone.Contains(uid);
    }

    /// <summary>The objects that name this uid as an owner.</summary>
    public IReadOnlyList<Resource> DependentsOf(string uid)
    {
        lock (gate) return dependents.TryGetValue(uid, out var those) ? [.. those.Select(each => objects[each])] : [];
    }

    private void Unlink(string uid)
    {
        if (!objects.Remove(uid, out var old)) return;
        foreach (var owner in old.Metadata.OwnerReferences ?? [])
            if (dependents.TryGetValue(owner.Uid, out var those) && those.Remove(uid) && those.Count == 0) dependents.Remove(owner.Uid);
    }
}
