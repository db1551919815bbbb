namespace DuckBus.Kubelet.Docker.Wire;

/// <summary>POST /containers/create.</summary>
internal sealed record ContainerRequest
{
    public required string Image { get; init; }
    public string? Hostname { get; init; }
    public string? Domainname { get; init; }
    public string? User { get; init; }
    public IReadOnlyList<string>? Entrypoint { get; init; }
    public IReadOnlyList<string>? Cmd { get; init; }
    public string? WorkingDir { get; init; }
    public string? StopSignal { get; init; }
    public IReadOnlyList<string>? Env { get; init; }
    public required IReadOnlyDictionary<string, string> Labels { get; init; }
    public IReadOnlyDictionary<string, object>? ExposedPorts { get; init; }
    public bool Tty { get; init; }
    public bool OpenStdin { get; init; }
    public bool StdinOnce { get; init; }
    public required HostSettings HostConfig { get; init; }

    internal sealed record HostSettings
    {
        public string? NetworkMode { get; init; }
        public string? IpcMode { get; init; }
        public string? PidMode { get; init; }
        public IReadOnlyDictionary<string, IReadOnlyList<PortBinding>>? PortBindings { get; init; }
        public long? Memory { get; init; }
        public long? MemorySwap { get; init; }
        public long? CpuShares { get; init; }
        public long? CpuPeriod { get; init; }
        public long? CpuQuota { get; init; }
        public LogSettings? LogConfig { get; init; }
        public bool? Privileged { get; init; }
        public IReadOnlyDictionary<string, string>? Sysctls { get; init; }
        public bool? ReadonlyRootfs { get; init; }
        public IReadOnlyList<string>? CapAdd { get; init; }
        public IReadOnlyList<string>? CapDrop { get; init; }
        public IReadOnlyList<string>? SecurityOpt { get; init; }
        public IReadOnlyList<string>? MaskedPaths { get; init; }
        public IReadOnlyList<string>? ReadonlyPaths { get; init; }
        public IReadOnlyList<string>? GroupAdd { get; init; }
        public IReadOnlyList<string>? ExtraHosts { get; init; }
        public IReadOnlyList<string>? Dns { get; init; }
        public IReadOnlyList<string>? DnsSearch { get; init; }
        public IReadOnlyList<string>? DnsOptions { get; init; }
        public IReadOnlyList<Mount>? Mounts { get; init; }
        public IReadOnlyList<string>? Binds { get; init; }
    }

    internal sealed record Mount(string Type, string Source, string Target, bool ReadOnly, VolumeSettings? VolumeOptions);

    internal sealed record VolumeSettings(bool NoCopy, IReadOnlyDictionary<string, string>? Labels, DriverSettings? DriverConfig);

    internal sealed record DriverSettings(string Name, IReadOnlyDictionary<string, string> Options);

    internal sealed record PortBinding(string HostIp, string HostPort);

    internal sealed record LogSettings(string Type, IReadOnlyDictionary<string, string> Config);
}
