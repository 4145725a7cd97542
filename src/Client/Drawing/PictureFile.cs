using System.CommandLine;
using Experiments.Client.Shells;

namespace Experiments.Client.Drawing;

/// <summary>Writes pictures to files that the user names.</summary>
internal static class PictureFile
{
    /// <summary>Creates an option for a file, whose name must end in <c>.png</c>.</summary>
    public static Option<string> CreateOption(string name, string description)
    {
        var option = new Option<string>(name) { Description = description, HelpName = "FILE.png" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var file }] && !file.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
                result.AddError($"{name} writes a PNG, so its file must end in .png, but it is '{file}'");
        });
        return option;
    }

    /// <summary>Writes a picture atomically, and reports its path.</summary>
    /// <exception cref="UserErrorException">The file cannot be written.</exception>
    public static async Task WriteAsync(Shell shell, string file, byte[] png, CancellationToken cancel)
    {
        var path = Path.GetFullPath(file);
        var partial = path + ".partial";
        try
        {
            await File.WriteAllBytesAsync(partial, png, cancel);
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(
                $"'{file}' cannot be written: {fault.Message.TrimEnd('.')}; name another file", fault);
        }

        shell.Out.WriteLine($"the picture is in {path}");
    }
}
