namespace DuckBus.Gateway.Forwarding;

/// <summary>A connection to an endpoint, as far as somebody who waits for its end wants to know it.</summary>
internal sealed class Connection
{
    /// <summary>How long nothing must have moved, in milliseconds, before an answer counts as complete.</summary>
    public const int Pause = 250;

    private long lastMoved = Environment.TickCount64;
    private bool owesAnswer;

    /// <summary>Bytes went by.</summary>
    /// <param name="towardsEndpoint">Whether the client sent them, so that an answer is owed.</param>
    public void Moved(bool towardsEndpoint)
    {
        Volatile.Write(ref owesAnswer, towardsEndpoint);
        Volatile.Write(ref lastMoved, Environment.TickCount64);
    }

    /// <summary>Whether a request is on its way or an answer is: false for a connection that is only kept for later requests.</summary>
    public bool IsInUse => Volatile.Read(ref owesAnswer) || Environment.TickCount64 - Volatile.Read(ref lastMoved) < Pause;
}
