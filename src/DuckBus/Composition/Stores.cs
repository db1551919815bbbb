using System.Data.Common;
using DuckBus.Configuration;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;
using DuckBus.Store;
using DuckBus.Store.Embedded;
using DuckBus.Store.Postgres;
using DuckBus.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DuckBus.Composition;

/// <summary>Opens the store that the settings ask for.</summary>
internal static class Stores
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The store, open. A PostgreSQL that cannot be reached is waited for; meanwhile the API server's address answers
    /// <c>/readyz</c> with the reason.
    /// </summary>
    /// <exception cref="CannotStartException">It can never be opened as it is configured.</exception>
    public static async Task<IResourceStore> OpenAsync(Host host, PartTelemetry part)
    {
        var log = host.Logs.CreateLogger("apiserver");
        string? waitsFor = null;
        HealthServer? standIn = null;
        try
        {
            while (true)
            {
                var store = Create(host, part, log);
                try
                {
                    await store.OpenAsync(host.Stopping);
                    return store;
                }
                catch (Exception e)
                {
                    await store.DisposeAsync();
                    if (e is not StoreUnavailableException || !host.Settings.UsesPostgres || IsMisconfigured(e)) throw;
                    if (waitsFor != e.Message)
                        log.LogWarning("⚠ PostgreSQL is not there, trying again every second: {Reason}", e.Message);
                    waitsFor = e.Message;
                }

                if (host.Settings.PlainUrls.Length > 0) standIn ??= await StandInAsync(host, part, () => $"waiting for PostgreSQL: {waitsFor}");
                await Task.Delay(Retry, host.Time, host.Stopping);
            }
        }
        finally
        {
            if (standIn is not null)
                await standIn.DisposeAsync();
        }
    }

    /// <summary>A wrong password, a database or a right that is missing: waiting does not help.</summary>
    internal static bool IsMisconfigured(Exception failure) =>
        failure.InnerException is DbException { SqlState: { } state }
        && (state.StartsWith("28", StringComparison.Ordinal) || state is "3D000" or "42501");

    // Over plain HTTP only. Clients that come too early get Kubernetes' own words for "not now", and try again by themselves.
    private static Task<HealthServer> StandInAsync(Host host, PartTelemetry part, Func<string> reason) => HealthServer.StartAsync(
        host.Settings.PlainUrls,
        part,
        reason,
        http =>
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.ContentType = "application/json";
            return http.Response.Body.WriteAsync(ModelJson.Write(Status.Unavailable(reason())), http.RequestAborted).AsTask();
        },
        host.Stopping);

    private static IResourceStore Create(Host host, PartTelemetry part, ILogger log)
    {
        if (!host.Settings.UsesPostgres)
            return new EmbeddedStore(new EmbeddedStoreOptions(PartOptions.StoreDirectory(host.Settings)), part, host.Time, log);
        try
        {
            return new PostgresStore(new PostgresStoreOptions(host.Settings.Postgres!), part, host.Time, log);
        }
        catch (ArgumentException e)
        {
            throw new BadSettingsException($"--postgres: {e.Message}");
        }
    }
}
