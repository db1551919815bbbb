using DuckBus.Bus;
using DuckBus.Client.Api;
using DuckBus.Telemetry;
using Microsoft.Extensions.Logging;

namespace DuckBus.Client.Informers;

/// <summary>Where the informers of a part have their news from.</summary>
internal sealed record InformerSource(
    ApiClient Api, IChangeBus Bus, InformerOptions Options, PartTelemetry Telemetry, TimeProvider Time, ApiOutage Outage, ILogger Log);
