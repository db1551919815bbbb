using Microsoft.AspNetCore.Http;

namespace DuckBus.Streaming.RemoteCommands;

/// <summary>Reads the query of <c>exec</c> and <c>attach</c>, as the API server and the kubelet are asked. Pure.</summary>
public static class RemoteCommandQuery
{
    /// <summary>Which streams the client wants: <c>stdin</c>, <c>stdout</c>, <c>stderr</c>, <c>tty</c>, and the kubelet's <c>input</c>, <c>output</c>, <c>error</c>.</summary>
    /// <exception cref="FormatException">A value is not of its type, or the streams cannot be had together; the message says which.</exception>
    public static RemoteCommandRequest Read(IQueryCollection query)
    {
        var tty = Flag(query, "tty");
        var (stdin, stdout) = (Flag(query, "stdin") || Flag(query, "input"), Flag(query, "stdout") || Flag(query, "output"));
        // With a terminal both outputs are one; Kubernetes drops the second as well.
        var stderr = !tty && (Flag(query, "stderr") || Flag(query, "error"));
        return stdin || stdout || stderr
            ? new RemoteCommandRequest(stdin, stdout, stderr, tty)
            : throw new FormatException("you must specify at least 1 of stdin, stdout, stderr");
    }

    private static bool Flag(IQueryCollection query, string name) => query[name].ToString() switch
    {
        "" or "false" or "0" or "False" => false,
        "true" or "1" or "True" => true, // Python writes them with a capital.
        var other => throw new FormatException($"{name}: \"{other}\" is neither true nor false"),
    };
}
