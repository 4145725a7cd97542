using Microsoft.Playwright;

namespace Experiments.Web.Tests.Page;

/// <summary>
/// One Chromium for a whole test assembly. If it is not installed, the tests that use it are skipped, or fail if
/// <c>CI=true</c>.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Places =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly Lazy<Task<(IPlaywright Driver, IBrowser Browser)>> _started = new(StartAsync);

    /// <summary>Returns the browser, which is started on the first call.</summary>
    public async Task<IBrowser> GetAsync()
    {
        if (Find() is null && Environment.GetEnvironmentVariable("CI") != "true")
            Assert.Skip("No Chromium is installed (apt-get install chromium).");
        return (await _started.Value).Browser;
    }

    private static string? Find() => Places.FirstOrDefault(File.Exists);

    private static async Task<(IPlaywright Driver, IBrowser Browser)> StartAsync()
    {
        var program = Find().ShouldNotBeNull("Chromium is not installed: apt-get install chromium");
        var driver = await Playwright.CreateAsync();
        return (driver, await driver.Chromium.LaunchAsync(new()
        {
            ExecutablePath = program,
            // Its sandbox does not work for root, as whom tests run in containers.
            Args = ["--no-sandbox"],
        }));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_started.IsValueCreated) return;
        var (driver, browser) = await _started.Value;
        await browser.DisposeAsync();
        driver.Dispose();
    }
}
