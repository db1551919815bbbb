namespace DuckBus.Dashboard.Stages;

/// <summary>What an <see cref="IStage"/> can be asked for.</summary>
public enum StageAct
{
    /// <summary>Kill a pod's containers.</summary>
    KillPod = 0,

    /// <summary>Switch a node off and on.</summary>
    SwitchNode,

    /// <summary>Stop and start the broker.</summary>
    SwitchBroker,

    /// <summary>Start a container that nobody declared.</summary>
    AddIntruder,
}
