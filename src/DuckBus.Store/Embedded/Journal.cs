using System.Buffers;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace DuckBus.Store.Embedded;

/// <summary>
/// The append-only file. What <see cref="Append"/> returned for is on the disk. Not safe for concurrent use.
/// </summary>
internal sealed class Journal : IDisposable
{
    private const string FileName = "journal";
    private const string Temporary = ".new";
    private const FileShare Sharing = FileShare.Read | FileShare.Delete;
    private const int WriteAtOnce = 1024 * 1024;
    private const int ReadAtOnce = 64 * 1024;

    private readonly string directory;
    private readonly string path;
    private SafeFileHandle file;
    private bool broken;

    private Journal(string directory)
    {
        this.directory = directory;
        path = Path.Combine(directory, FileName);
        file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, Sharing);
        Length = RandomAccess.GetLength(file);
    }

    /// <summary>How long the file is.</summary>
    public long Length { get; private set; }

    /// <summary>How long it was after it was last rewritten; 0 if that was before it was opened.</summary>
    public long LengthWhenRewritten { get; private set; }

    /// <summary>Replays the journal of a directory, cuts off a torn tail, and opens it for appending.</summary>
    /// <param name="directory">The directory, which exists.</param>
    /// <param name="replay">Takes each record in turn; false if it does not follow from those before.</param>
    /// <param name="head">The revision reached so far.</param>
    /// <param name="logger">Hears of a torn tail.</param>
    /// <exception cref="StoreUnavailableException">The journal is damaged, or no journal.</exception>
    public static Journal Open(string directory, Func<JournalRecord, bool> replay, Func<long> head, ILogger logger)
    {
        var name = Path.Combine(directory, FileName);
        File.Delete(name + Temporary);
        using (var stream = new FileStream(name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, ReadAtOnce))
        {
            var reader = new JournalReader(stream);
            if (!reader.ReadMagic())
                throw new StoreUnavailableException($"{name} is no journal of DuckBus: move it away, or use another data directory");
            if (!Replay(reader, replay)) throw Damaged(name, reader.End, stream.Length);
            if (stream.Length > reader.End) CutOff(stream, reader.End, head() + 1, logger);
            if (reader.End == 0) stream.Write(JournalReader.Magic);
            stream.Flush(flushToDisk: true);
        }

        DirectorySync.Flush(directory);
        return new(directory);
    }

    /// <summary>Writes records and waits until they are on the disk.</summary>
    /// <exception cref="StoreUnavailableException">They are not; after a failure that leaves this in doubt nothing more is taken.</exception>
    public void Append(IEnumerable<JournalRecord> records)
    {
        if (broken) throw Failed("the disk failed before, so that what it holds is in doubt; restart DuckBus");
        var buffer = new ArrayBufferWriter<byte>();
        foreach (var record in records) record.WriteTo(buffer);
        try
        {
            RandomAccess.Write(file, buffer.WrittenSpan, Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Restore();
            throw Failed(e.Message, e);
        }

        try
        {
            RandomAccess.FlushToDisk(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // After a failed sync the system may have forgotten the pages: no later sync would tell.
            broken = true;
            throw Failed(e.Message, e);
        }

        Length += buffer.WrittenCount;
    }

    /// <summary>Replaces all that is in the journal, in one step: after a crash it is the old one or the new one.</summary>
    /// <param name="horizon">The highest revision that was dropped from the log.</param>
    /// <param name="records">What remains.</param>
    /// <exception cref="IOException">The new one could not be written; the old one stays in use.</exception>
    public void Rewrite(long horizon, IReadOnlyCollection<JournalRecord> records)
    {
        var temporary = path + Temporary;
        var next = File.OpenHandle(temporary, FileMode.Create, FileAccess.ReadWrite, Sharing);
        try
        {
            var length = Write(next, records.Prepend(JournalRecord.Horizon(horizon, records.Count)));
            RandomAccess.FlushToDisk(next);
            File.Move(temporary, path, overwrite: true);
            (file, next) = (next, file);
            Length = LengthWhenRewritten = length;
        }
        finally
        {
            next.Dispose();
        }

        // Until the rename is on the disk a power failure brings the old journal back, without what is appended to the new.
        broken = true;
        DirectorySync.Flush(directory);
        broken = false;
    }

    /// <inheritdoc />
    public void Dispose() => file.Dispose();

    private static long Write(SafeFileHandle output, IEnumerable<JournalRecord> records)
    {
        var buffer = new ArrayBufferWriter<byte>();
        buffer.Write(JournalReader.Magic);
        var length = 0L;
        foreach (var record in records)
        {
            record.WriteTo(buffer);
            if (buffer.WrittenCount >= WriteAtOnce) Spill();
        }

        Spill();
        return length;

        void Spill()
        {
            RandomAccess.Write(output, buffer.WrittenSpan, length);
            length += buffer.WrittenCount;
            buffer.ResetWrittenCount();
        }
    }

    /// <summary>Hands over every whole record; false if one does not follow, or one of a rewritten journal is missing.</summary>
    private static bool Replay(JournalReader reader, Func<JournalRecord, bool> replay)
    {
        var missing = 0L;
        while (reader.Next() is { } record)
        {
            if (!replay(record)) return false;
            missing = record is { Tag: JournalTag.Horizon, Batch: > 0 } ? record.Batch : Math.Max(0, missing - 1);
        }

        return missing == 0;
    }

    private static void CutOff(FileStream stream, long end, long expected, ILogger logger)
    {
        var tail = new byte[stream.Length - end];
        stream.Position = end;
        stream.ReadExactly(tail);
        if (JournalReader.HoldsLaterBatch(tail, expected)) throw Damaged(stream.Name, end, stream.Length);
        logger.LogWarning(
            "⚠ The journal ended in {Bytes} bytes of a write that was never acknowledged: the last run died while writing. They are cut off",
            tail.Length);
        stream.SetLength(end);
        stream.Position = end;
    }

    private static StoreUnavailableException Damaged(string path, long end, long length) => new(
        $"{path} is damaged behind byte {end} of {length}, and acknowledged changes are lost there: restore it from a backup, or go on without what follows: truncate -s {end} {path}");

    private StoreUnavailableException Failed(string why, Exception? cause = null) =>
        new($"embedded store: cannot write {path}: {why}", cause);

    private void Restore()
    {
        try
        {
            RandomAccess.SetLength(file, Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            broken = true;
        }
    }
}
