namespace DuckBus.Store.GroupCommit;

/// <summary>A write that waits for its batch, and the caller who waits for the answer.</summary>
internal sealed class PendingWrite(StoreWrite write, CancellationToken caller)
{
    private readonly TaskCompletionSource<CommitResult> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StoreWrite Write => write;

    public Task<CommitResult> Answer => answer.Task;

    /// <summary>Whether the caller has gone; a write that is in no batch yet is then not made.</summary>
    public bool Abandoned => caller.IsCancellationRequested;

    public void Complete(CommitResult result) => answer.TrySetResult(result);

    public void Fail(Exception cause) => answer.TrySetException(cause);
}
