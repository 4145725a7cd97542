using System.ComponentModel;
using System.Diagnostics;
using System.Net;

namespace Experiments.Client.Browsing;

/// <summary>
/// Opens an address in the browser of this desktop. The arguments of a program can be seen by all users of a machine,
/// and the address lets its reader in. So the browser is given a file that only this user can read and that leads to
/// the address.
/// </summary>
internal sealed class DesktopBrowser : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("experiments-page-").FullName;

    /// <summary>Returns the program that opens files on this desktop, or null if there is no desktop.</summary>
    /// <param name="environment">Reads an environment variable.</param>
    public static string? Find(Func<string, string?> environment) =>
        OperatingSystem.IsWindows() ? "explorer"
        : OperatingSystem.IsMacOS() ? "open"
        : new[] { "DISPLAY", "WAYLAND_DISPLAY" }.Any(name => environment(name) is { Length: > 0 }) ? "xdg-open"
        : null;

    /// <summary>Opens the address. Nothing happens if the program does not exist.</summary>
    public void Open(string program, string address)
    {
        var file = Path.Combine(_folder, "experiments.html");
        File.WriteAllText(file, $"""
            <!doctype html>
            <meta charset="utf-8">
            <meta http-equiv="refresh" content="0; url={WebUtility.HtmlEncode(address)}">
            <title>Experiments</title>
            """);
        try
        {
            using var opener = Process.Start(new ProcessStartInfo(program, [file])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
        }
        catch (Win32Exception)
        {
            // The address is printed as well.
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
