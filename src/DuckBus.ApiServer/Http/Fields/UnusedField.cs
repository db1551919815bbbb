namespace DuckBus.ApiServer.Http.Fields;

/// <summary>A field that is set and that DuckBus does not act on.</summary>
/// <param name="Path">Where it is: <c>spec.containers[0].livenessProbe</c>.</param>
/// <param name="Instead">What happens instead; null if nothing.</param>
/// <param name="Value">The hash of its value.</param>
internal readonly record struct UnusedField(string Path, string? Instead, int Value)
{
    /// <summary>The warning.</summary>
    public override string ToString() => Instead is null
        ? $"{Path}: DuckBus does not act on this field yet"
        : $"{Path}: DuckBus does not act on this field yet; {Instead}";
}
