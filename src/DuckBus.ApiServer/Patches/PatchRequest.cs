using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Patches;

/// <summary>What a patch is read from.</summary>
/// <param name="Body">The body.</param>
/// <param name="Schema">The type of what is patched.</param>
/// <param name="SizeLimit">Bytes that the result may have.</param>
internal sealed record PatchRequest(ReadOnlyMemory<byte> Body, TypeSchema Schema, int SizeLimit);
