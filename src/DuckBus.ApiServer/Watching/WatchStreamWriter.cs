using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using DuckBus.ApiServer.AnswerForms;
using DuckBus.ApiServer.Cache;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.Watching;

/// <summary>Writes the events of a watch: one JSON object a line.</summary>
internal sealed class WatchStreamWriter(PipeWriter body, ResourceKind kind, AnswerForm form)
{
    public bool NeedsFlush => body.UnflushedBytes > 32 * 1024;

    public void Event(ChangeType type, CachedObject item)
    {
        body.Write(type switch
        {
            ChangeType.Added => "{\"type\":\"ADDED\",\"object\":"u8,
            ChangeType.Modified => "{\"type\":\"MODIFIED\",\"object\":"u8,
            _ => "{\"type\":\"DELETED\",\"object\":"u8,
        });
        form.Event(body, item);
        body.Write("}\n"u8);
    }

    public void Bookmark(long revision, bool endsInitialEvents)
    {
        var annotations = endsInitialEvents ? ",\"annotations\":{\"k8s.io/initial-events-end\":\"true\"}" : "";
        var metadata = $$"""{"resourceVersion":"{{revision}}","creationTimestamp":null{{annotations}}}""";
        body.Write("{\"type\":\"BOOKMARK\",\"object\":"u8);
        form.Bookmark(body, kind, Encoding.UTF8.GetBytes(metadata), revision);
        body.Write("}\n"u8);
    }

    public void Error(Status status)
    {
        body.Write("{\"type\":\"ERROR\",\"object\":"u8);
        body.Write(ModelJson.Write(status));
        body.Write("}\n"u8);
    }

    public ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken) => body.FlushAsync(cancellationToken);
}
