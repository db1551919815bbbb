using System.Net;
using DuckBus.Gateway;
using DuckBus.Gateway.Control;
using DuckBus.Gateway.Dialing;

// Before the first socket: what arrives is relayed by the thread that heard of it, which saves a change of threads for each chunk.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");

// Before the first thread of the pool: those that have nothing to do sleep, instead of spinning where others could run.
AppContext.SetData("System.Threading.ThreadPool.UnfairSemaphoreSpinLimit", 0);

using var signal = new StopSignal();
var port = args is [var text] ? int.Parse(text) : ControlProtocol.Port;
var options = new GatewayOptions { Control = new IPEndPoint(IPAddress.Loopback, port), Dialing = new IPEndPoint(IPAddress.Loopback, DialProtocol.Port) };
await using var gateway = GatewayPart.Start(options, TimeProvider.System);
await Console.Out.WriteLineAsync($"gateway: waiting for a table at {gateway.Control}");
await signal.AskedAsync();
