using Experiments.Contracts.Certificates;

namespace Experiments.Silo.Hosting.Certificates;

/// <summary>
/// Warns in the log, once a day, from 14 days before the end of the silo's certificate, and says when it has ended.
/// </summary>
internal sealed partial class CertificateWatch(ClusterCertificates certificates, ILogger<CertificateWatch> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Repeat = TimeSpan.FromDays(1);

    private DateTimeOffset _next = DateTimeOffset.MinValue;
    private bool _wasOver;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, certificates.Time);
        do Look();
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Looks at the certificate once, and logs what is due.</summary>
    internal void Look()
    {
        var age = CertificateAge.Of(certificates);
        var now = certificates.Time.GetUtcNow();
        if (!age.IsNear)
        {
            (_next, _wasOver) = (DateTimeOffset.MinValue, false);
            return;
        }

        if (now < _next && age.IsOver == _wasOver) return;
        (_next, _wasOver) = (now + Repeat, age.IsOver);
        if (age.IsOver) LogOver(age.Describe());
        else LogNear(age.Describe());
    }

    [LoggerMessage(1, LogLevel.Warning, "Soon over: {Sentence}.")]
    private partial void LogNear(string sentence);

    [LoggerMessage(2, LogLevel.Error, "Over: {Sentence}.")]
    private partial void LogOver(string sentence);
}
