using DuckBus.Model.Core.Probes;
using DuckBus.Model.Errors;
using DuckBus.Model.Values;

namespace DuckBus.ApiServer.Rules.Pods;

/// <summary>What holds for probes and for the hooks of a container's life.</summary>
internal static class ProbeRules
{
    public static void Liveness(Probe? probe, string field, Problems problems)
    {
        Validate(probe, field, problems);
        problems.Check(probe?.SuccessThreshold is null or 1, () => StatusCause.Invalid($"{field}.successThreshold", probe!.SuccessThreshold, "must be 1"));
        problems.Check(probe?.TerminationGracePeriodSeconds is null or > 0, () =>
            StatusCause.Invalid($"{field}.terminationGracePeriodSeconds", probe!.TerminationGracePeriodSeconds, "must be greater than 0"));
    }

    public static void Readiness(Probe? probe, string field, Problems problems)
    {
        Validate(probe, field, problems);
        problems.Check(probe?.TerminationGracePeriodSeconds is null, () =>
            StatusCause.Invalid($"{field}.terminationGracePeriodSeconds", probe!.TerminationGracePeriodSeconds, "must not be set for readinessProbes"));
    }

    public static void Hook(LifecycleHandler? handler, string field, long grace, Problems problems)
    {
        if (handler is null) return;
        Handlers(field, problems, ("exec", handler.Exec), ("httpGet", handler.HttpGet), ("tcpSocket", handler.TcpSocket), ("sleep", handler.Sleep));
        Actions(handler.Exec, handler.HttpGet, handler.TcpSocket, field, problems);
        problems.Check(handler.Sleep is null || (handler.Sleep.Seconds >= 0 && handler.Sleep.Seconds <= grace), () => StatusCause.Invalid(
            $"{field}.sleep", handler.Sleep!.Seconds, $"must be non-negative and less than terminationGracePeriodSeconds ({grace})"));
    }

    private static void Validate(Probe? probe, string field, Problems problems)
    {
        if (probe is null) return;
        Handlers(field, problems, ("exec", probe.Exec), ("httpGet", probe.HttpGet), ("tcpSocket", probe.TcpSocket), ("grpc", probe.Grpc));
        Actions(probe.Exec, probe.HttpGet, probe.TcpSocket, field, problems);
        problems.Check(probe.Grpc is null or { Port: > 0 and < 65536 }, () =>
            StatusCause.Invalid($"{field}.grpc.port", probe.Grpc!.Port, "must be between 1 and 65535, inclusive"));
        problems.NotNegative(probe.InitialDelaySeconds, $"{field}.initialDelaySeconds");
        problems.NotNegative(probe.TimeoutSeconds, $"{field}.timeoutSeconds");
        problems.NotNegative(probe.PeriodSeconds, $"{field}.periodSeconds");
        problems.NotNegative(probe.SuccessThreshold, $"{field}.successThreshold");
        problems.NotNegative(probe.FailureThreshold, $"{field}.failureThreshold");
    }

    private static void Handlers(string field, Problems problems, params ReadOnlySpan<(string Name, object? Handler)> handlers)
    {
        var given = 0;
        foreach (var (name, handler) in handlers)
            if (handler is not null && ++given > 1)
                problems.Add(StatusCause.Forbidden($"{field}.{name}", "may not specify more than 1 handler type"));
        if (given == 0) problems.Add(StatusCause.Required(field, "must specify a handler type"));
    }

    private static void Actions(ExecAction? exec, HttpGetAction? http, TcpSocketAction? tcp, string field, Problems problems)
    {
        problems.Check(exec is null or { Command.Count: > 0 }, () => StatusCause.Required($"{field}.exec.command"));
        if (tcp is not null) Port(tcp.Port, $"{field}.tcpSocket.port", problems);
        if (http is null) return;
        field += ".httpGet";
        Port(http.Port, $"{field}.port", problems);
        problems.Check(!string.IsNullOrEmpty(http.Path), () => StatusCause.Required($"{field}.path"));
        problems.OneOf(http.Scheme, $"{field}.scheme", "HTTP", "HTTPS");
        foreach (var (i, header) in (http.HttpHeaders ?? []).Index())
            problems.Check(Names.IsHeaderName(header.Name), () => StatusCause.Invalid($"{field}.httpHeaders[{i}].name", header.Name, Names.HeaderRule));
    }

    private static void Port(IntOrString port, string field, Problems problems)
    {
        if (port.Text is { } name)
            problems.Check(Names.IsPortName(name), () => StatusCause.Invalid(field, name, Names.PortNameRule));
        else
            problems.Check(port.Number is > 0 and < 65536, () => StatusCause.Invalid(field, port.Number ?? 0, "must be between 1 and 65535, inclusive"));
    }
}
