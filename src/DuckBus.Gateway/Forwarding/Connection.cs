namespace DuckBus.Gateway.Forwarding;

/// <summary>A connection to an endpoint, as far as somebody who waits for its end wants to know it.</summary>
internal sealed class Connection(TimeProvider time)
{
    // How long nothing must have moved before an answer counts as complete, or a new connection as one kept for later.
    private static readonly TimeSpan AnswerPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RequestPause = TimeSpan.FromSeconds(1);

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

    private TimeSpan Rested => time.GetElapsedTime(Volatile.Read(ref lastMoved));

    /// <summary>The endpoint took it.</summary>
    public void Opened() => Is(State.Open);

    /// <summary>The client sent bytes that are about to be passed on: an answer is owed.</summary>
    public void Asked() => Is(State.Asked);

    /// <summary>Bytes of the endpoint were passed on to the client.</summary>
    public void Answered() => Is(State.Answered);

    private void Is(State now)
    {
        Volatile.Write(ref lastMoved, time.GetTimestamp());
        state = now;
    }
}
