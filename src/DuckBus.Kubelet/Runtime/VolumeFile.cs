namespace DuckBus.Kubelet.Runtime;

/// <summary>A file in a volume.</summary>
/// <param name="Path">Its path below the volume, without a leading slash and without <c>..</c>.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Mode">Its mode bits.</param>
public sealed record VolumeFile(string Path, ReadOnlyMemory<byte> Content, int Mode);
