// The stories take ports and processors: one after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
