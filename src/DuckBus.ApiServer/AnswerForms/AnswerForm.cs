using System.Buffers;
using DuckBus.ApiServer.Cache;
using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.AnswerForms;

/// <summary>
/// How an answer shows objects: whole, by their metadata, or as rows of a Table. It writes bytes; what surrounds them, a list
/// or a watch event, is the business of the caller. One is made for each request.
/// </summary>
internal abstract class AnswerForm
{
    /// <summary>Whether objects are shown as they are stored.</summary>
    public virtual bool IsWhole => false;

    /// <summary>The kind of a list of these.</summary>
    public abstract (string Kind, string ApiVersion) List { get; }

    /// <summary>What stands in a list between its metadata and its first item: <c>,"items":[</c>.</summary>
    public abstract ReadOnlyMemory<byte> BeforeItems { get; }

    /// <summary>Writes one item of a list.</summary>
    public abstract void Item(IBufferWriter<byte> to, CachedObject item);

    /// <summary>Writes an object that stands by itself, as the answer to a get.</summary>
    public abstract void Single(IBufferWriter<byte> to, CachedObject item);

    /// <summary>Writes an object as it is told by a watch.</summary>
    public virtual void Event(IBufferWriter<byte> to, CachedObject item) => Single(to, item);

    /// <summary>Writes the object of a bookmark, which has only metadata.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="kind">The kind that is watched.</param>
    /// <param name="metadata">The metadata as JSON.</param>
    /// <param name="revision">How far the watch has come.</param>
    public abstract void Bookmark(IBufferWriter<byte> to, ResourceKind kind, ReadOnlySpan<byte> metadata, long revision);
}
