namespace DuckBus.Dashboard.Bus;

/// <summary>A stop on the line that is drawn for the bus.</summary>
public enum Station
{
    /// <summary>Where every change comes from.</summary>
    ApiServer = 0,

    /// <summary>The controllers.</summary>
    Controllers = 1,

    /// <summary>The scheduler.</summary>
    Scheduler = 2,

    /// <summary>The nodes' kubelets.</summary>
    Kubelets = 3,
}
