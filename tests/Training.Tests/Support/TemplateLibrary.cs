namespace Experiments.Training.Tests.Support;

/// <summary>The class libraries of examples/, as tests/Libraries builds them.</summary>
internal static class TemplateLibrary
{
    /// <summary>Returns the path of one, such as <c>OwnModel</c>.</summary>
    public static string PathOf(string name)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        return Path.Combine(here.Parent!.Parent!.FullName, name, here.Name, $"{name}.dll");
    }
}
