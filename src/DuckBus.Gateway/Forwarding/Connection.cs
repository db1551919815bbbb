namespace DuckBus.Gateway.Forwarding;

/// <summary>A connection to an endpoint, as far as somebody who waits for its end wants to know it.</summary>
internal sealed class Connection
{
    // How long nothing must have moved, in milliseconds, before an answer counts as complete, or a new connection as one kept for later.
    private const int AnswerPause = 250;
    private const int RequestPause = 1000;

    private long lastMoved;
    private State state = State.Opening;

    private enum State
    {
        Opening,
        Open,
        Asked,
        Answered,
    }

    /// <summary>
    /// Whether it is being opened, or a request is on its way or an answer is: false for a connection that is only kept for later requests.
    /// </summary>
    public bool IsInUse => state switch
    {
        State.Open => Rested < RequestPause,
        State.Answered => Rested < AnswerPause,
        _ => true,
    };

    private long Rested => Environment.TickCount64 - Volatile.Read(ref lastMoved);

    /// <summary>The endpoint took it.</summary>
    public void Opened() => Is(State.Open);

    /// <summary>Bytes went by.</summary>
    /// <param name="towardsEndpoint">Whether the client sent them, so that an answer is owed.</param>
    public void Moved(bool towardsEndpoint) => Is(towardsEndpoint ? State.Asked : State.Answered);

    private void Is(State now)
    {
        Volatile.Write(ref lastMoved, Environment.TickCount64);
        state = now;
    }
}
