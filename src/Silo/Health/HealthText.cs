using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Experiments.Silo.Health;

/// <summary>Writes the answer to a probe: the status, and a line for each check that failed.</summary>
internal static class HealthText
{
    public static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(Of(report), context.RequestAborted);
    }

    /// <summary>Returns the text of a report.</summary>
    public static string Of(HealthReport report) => string.Join('\n',
    [
        $"{report.Status}",
        .. report.Entries.Where(entry => entry.Value.Status != HealthStatus.Healthy)
            .Select(entry => $"{entry.Key}: {entry.Value.Description}"),
    ]);
}
