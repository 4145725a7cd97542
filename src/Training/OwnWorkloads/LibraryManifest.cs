using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Experiments.Training.OwnWorkloads;

/// <summary>The metadata of a class library, read without running any of its code.</summary>
/// <param name="Path">The path of the library's file.</param>
/// <param name="Framework">
/// The framework that it was built for, such as <c>.NETCoreApp,Version=v10.0</c>, or null if the library does not
/// specify it.
/// </param>
/// <param name="Workloads">
/// The version of Experiments.Workloads that it was built against, or null if it does not reference it.
/// </param>
internal sealed record LibraryManifest(string Path, string? Framework, Version? Workloads)
{
    /// <summary>
    /// The name of the assembly for workloads whose model is a module. Its version is that of Experiments.Workloads.
    /// </summary>
    public const string TorchWorkloads = "Experiments.TorchWorkloads";

    private static readonly System.Reflection.AssemblyName Ours = typeof(IWorkload).Assembly.GetName();

    /// <summary>Reads the metadata of a library.</summary>
    /// <exception cref="UserErrorException">The file is not a .NET assembly.</exception>
    public static LibraryManifest Read(string path, ImmutableArray<byte> bytes)
    {
        try
        {
            using var file = new PEReader(bytes);
            var reader = file.GetMetadataReader();
            var workloads = reader.AssemblyReferences.Select(reader.GetAssemblyReference)
                .Where(reference => reader.GetString(reference.Name) is var name
                    && (name == Ours.Name || name == TorchWorkloads))
                .Select(reference => reference.Version)
                .FirstOrDefault();
            return new(path, FrameworkOf(reader), workloads);
        }
        catch (Exception fault) when (fault is BadImageFormatException or InvalidOperationException)
        {
            throw new UserErrorException(
                $"'{path}' is not a .NET assembly: name the .dll that 'dotnet build' wrote", fault);
        }
    }

    /// <summary>
    /// Throws if the library was built for an incompatible framework or version of Experiments.Workloads. Before 1.0
    /// each minor version may break compatibility, from 1.0 on each major version. A library can never use features
    /// that only a later version adds.
    /// </summary>
    /// <exception cref="UserErrorException">The library cannot be used on this node.</exception>
    public void RefuseIfForeign()
    {
        if (Workloads is not { } theirs)
        {
            throw new UserErrorException(
                $"'{Path}' does not use {Ours.Name}: reference it, and implement {typeof(IWorkload).FullName}");
        }

        var ours = Ours.Version!;
        var fits = theirs.Major == ours.Major
            && (ours.Major == 0 ? theirs.Minor == ours.Minor : theirs.Minor <= ours.Minor);
        if (!fits)
        {
            throw new UserErrorException(
                $"'{Path}' was built against {Ours.Name} {theirs.ToString(3)}, and this node has {ours.ToString(3)}: "
                + "build it again against that");
        }

        if (Framework is null) return;
        var words = Framework.Split(",Version=v");
        if (words[0] is ".NETStandard") return;
        if (words[0] is not ".NETCoreApp" || !Version.TryParse(words[^1], out var wanted)
            || wanted > new Version(Environment.Version.Major, Environment.Version.Minor))
        {
            throw new UserErrorException(
                $"'{Path}' was built for {Framework}, and this node runs .NET {Environment.Version.ToString(2)}: "
                + $"set <TargetFramework> to net{Environment.Version.ToString(2)}");
        }
    }

    private static string? FrameworkOf(MetadataReader reader)
    {
        foreach (var handle in reader.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = reader.GetCustomAttribute(handle);
            if (attribute.Constructor.Kind != HandleKind.MemberReference) continue;
            var member = reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor);
            if (member.Parent.Kind != HandleKind.TypeReference) continue;
            var type = reader.GetTypeReference((TypeReferenceHandle)member.Parent);
            if (reader.GetString(type.Name) != "TargetFrameworkAttribute") continue;
            var value = reader.GetBlobReader(attribute.Value);
            value.ReadUInt16(); // the prolog
            return value.ReadSerializedString();
        }

        return null;
    }
}
