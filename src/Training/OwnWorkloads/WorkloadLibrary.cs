using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Experiments.Contracts.Messages;
using Experiments.TorchWorkloads;
using Experiments.Training.Modules;

namespace Experiments.Training.OwnWorkloads;

/// <summary>
/// A class library in its own load context. The packages for workloads and torch are those of this process, so that
/// types are the same on both sides. Everything else comes from the library's folder, in its own versions.
/// </summary>
internal sealed class WorkloadLibrary : AssemblyLoadContext
{
    private readonly string _path;
    private readonly AssemblyDependencyResolver _resolver;
    private readonly Assembly _assembly;

    /// <summary>Loads the library.</summary>
    public WorkloadLibrary(string path, ImmutableArray<byte> bytes, string sha256) : base(path)
    {
        (_path, Sha256) = (path, sha256);
        _resolver = new AssemblyDependencyResolver(path);
        // The assembly is loaded from memory because the file may be rebuilt while this process runs.
        _assembly = LoadFromStream(new MemoryStream([.. bytes], writable: false));
        UsesTorch = _assembly.GetReferencedAssemblies()
            .Any(reference => reference.Name is "TorchSharp" or LibraryManifest.TorchWorkloads);
    }

    /// <summary>The SHA-256 of the library's file, in lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>Whether the library computes with torch.</summary>
    public bool UsesTorch { get; }

    /// <summary>Creates a workload.</summary>
    /// <param name="type">The full name of the workload's class.</param>
    /// <param name="time">The clock that measures the duration of a module's epochs.</param>
    /// <exception cref="UserErrorException">
    /// There is no such class, it is not a workload, or it cannot be instantiated.
    /// </exception>
    public IWorkload Create(string type, TimeProvider time) => Make(type) switch
    {
        ModuleWorkload module => new ModuleRunner(module, time),
        var workload => (IWorkload)workload,
    };

    /// <summary>Creates a workload whose model is a module.</summary>
    /// <returns>The workload, or null if the class is not a <see cref="ModuleWorkload"/>.</returns>
    /// <param name="type">The full name of the workload's class.</param>
    /// <exception cref="UserErrorException">See <see cref="Create"/>.</exception>
    public ModuleWorkload? CreateModule(string type) => Make(type) as ModuleWorkload;

    private object Make(string type)
    {
        var found = TypesOf().FirstOrDefault(known => known.FullName == type) ?? throw NoType(type);
        if (!IsWorkload(found))
            throw Unfit(
                type, $"does not implement {typeof(IWorkload).FullName}, nor is it a "
                    + $"{typeof(ModuleWorkload).FullName}");
        if (found.IsAbstract || found.ContainsGenericParameters)
            throw Unfit(type, "cannot be created: it is abstract or generic");
        if (found.GetConstructor([]) is not { } constructor)
            throw Unfit(type, "has no public constructor without parameters: give it one");
        try
        {
            return constructor.Invoke([]);
        }
        catch (TargetInvocationException fault)
        {
            throw new UserErrorException(
                $"'{type}' of '{_path}' cannot be made: {fault.InnerException!.Message}", fault.InnerException);
        }
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (IsShared(assemblyName)) return null;
        return _resolver.ResolveAssemblyToPath(assemblyName) is { } file ? LoadFromAssemblyPath(file) : null;
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } file ? LoadUnmanagedDllFromPath(file) : 0;

    private static bool IsShared(AssemblyName name) =>
        name.Name is "Experiments.Workloads" or LibraryManifest.TorchWorkloads or "TorchSharp";

    private static bool IsWorkload(Type type) =>
        type.IsAssignableTo(typeof(IWorkload)) || type.IsAssignableTo(typeof(ModuleWorkload));

    private IReadOnlyList<Type> TypesOf()
    {
        try
        {
            return _assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException fault)
        {
            var cause = fault.LoaderExceptions.OfType<Exception>().First().Message.Split('\n')[0];
            throw new UserErrorException(
                $"'{_path}' cannot be loaded: {cause}; set <EnableDynamicLoading> to true in its project, so that the "
                + "assemblies it needs are copied beside it", fault);
        }
    }

    private UserErrorException NoType(string type)
    {
        var workloads = TypesOf().Where(known => IsWorkload(known) && !known.IsAbstract)
            .Select(known => known.FullName!).ToList();
        return new UserErrorException(workloads.Count == 0
            ? $"'{_path}' has no type '{type}', nor any that implements {typeof(IWorkload).FullName}"
            : $"'{_path}' has no type '{type}'{Spelling.HintOrList(type, workloads, "its workloads are")}");
    }

    private UserErrorException Unfit(string type, string why) => new($"type '{type}' of '{_path}' {why}");
}
