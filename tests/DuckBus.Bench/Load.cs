using System.Diagnostics;
using System.Net.Sockets;

namespace DuckBus.Bench;

/// <summary>
/// Many connections, each of which asks again as soon as it has its answer. There is a thread for each core, not for each connection: the load
/// shares the machine with what it measures, and to wake a thread for each answer costs more than the answer.
/// </summary>
public static class Load
{
    /// <summary>The same GET for a time; answers per second, all connections together.</summary>
    public static double Run(Uri address, string path, int clients, TimeSpan time)
    {
        var get = KeepAliveClient.Get(address, path);
        return Run(address, clients, time, (_, _) => get);
    }

    /// <summary>Requests for a time; answers per second, all connections together.</summary>
    /// <param name="address">The server.</param>
    /// <param name="clients">How many connections.</param>
    /// <param name="time">How long.</param>
    /// <param name="request">The bytes of the n-th request of a client.</param>
    public static double Run(Uri address, int clients, TimeSpan time, Func<int, int, byte[]> request)
    {
        var clock = Stopwatch.StartNew();
        var answers = Together(address, clients, Requests);
        return answers / clock.Elapsed.TotalSeconds;

        IEnumerable<byte[]> Requests(int client)
        {
            for (var n = 0; clock.Elapsed < time; n++) yield return request(client, n);
        }
    }

    /// <summary>Pieces of work, each of some requests one after the other; pieces per second, all connections together.</summary>
    /// <param name="address">The server.</param>
    /// <param name="clients">How many connections.</param>
    /// <param name="count">How many pieces in all.</param>
    /// <param name="requests">The bytes of the requests of the n-th piece.</param>
    public static double Share(Uri address, int clients, int count, Func<int, IEnumerable<byte[]>> requests)
    {
        var next = -1;
        var clock = Stopwatch.StartNew();
        Together(address, clients, _ => Pieces().SelectMany(requests));
        return count / clock.Elapsed.TotalSeconds;

        IEnumerable<int> Pieces()
        {
            for (var piece = Interlocked.Increment(ref next); piece < count; piece = Interlocked.Increment(ref next)) yield return piece;
        }
    }

    /// <summary>Asks until each client has no more questions; how many were answered.</summary>
    private static int Together(Uri address, int clients, Func<int, IEnumerable<byte[]>> requests)
    {
        var answers = 0;
        var threads = Enumerable.Range(0, clients).GroupBy(client => client % Environment.ProcessorCount).Select(some => new Thread(() =>
            Interlocked.Add(ref answers, Ask(address, [.. some.Select(requests)])))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return answers;
    }

    private static int Ask(Uri address, IReadOnlyList<IEnumerable<byte[]>> questions)
    {
        var answers = 0;
        var clients = questions.Select(asked => (Client: new KeepAliveClient(address), Left: asked.GetEnumerator())).ToList();
        var waiting = new Dictionary<Socket, (KeepAliveClient Client, IEnumerator<byte[]> Left)>();
        foreach (var one in clients) Next(one);
        while (waiting.Count > 0)
        {
            var readable = waiting.Keys.ToList();
            Socket.Select(readable, null, null, Timeout.Infinite);
            foreach (var socket in readable)
            {
                waiting.Remove(socket, out var one);
                one.Client.Answer();
                answers++;
                Next(one);
            }
        }

        clients.ForEach(one => one.Client.Dispose());
        return answers;

        void Next((KeepAliveClient Client, IEnumerator<byte[]> Left) one)
        {
            if (!one.Left.MoveNext()) return;
            one.Client.Ask(one.Left.Current);
            waiting.Add(one.Client.Socket, one);
        }
    }
}
