using DuckBus.Client.Api;
using DuckBus.Client.Events;
using DuckBus.Client.Informers;
using DuckBus.Telemetry;
using Microsoft.Extensions.Logging;

namespace DuckBus.Client.Controllers;

/// <summary>What a controller is made of.</summary>
/// <param name="Api">The API.</param>
/// <param name="Informers">The informers of the part.</param>
/// <param name="Events">Writes events about objects.</param>
/// <param name="Telemetry">Spans and metrics of the part.</param>
/// <param name="Time">The clock.</param>
/// <param name="Logs">Log lines.</param>
public sealed record ControllerContext(
    ApiClient Api, InformerFactory Informers, EventRecorder Events, PartTelemetry Telemetry, TimeProvider Time, ILoggerFactory Logs);
