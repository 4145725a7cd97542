using System.Diagnostics;

namespace Experiments.Testing.Gpus;

/// <summary>
/// A library with the functions of NVIDIA's management library that are used here. Its GPUs are the lines of a file,
/// which is read at each call, so that a test can remove and return them. Built with the C compiler.
/// </summary>
public sealed class FakeNvml : IDisposable
{
    private const string Source =
        """
        #include <stdint.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        // A line of the file: UUID|model|bytes of memory|bytes in use|utilization in percent|"ok" or "lost"
        typedef struct { char uuid[96], model[96], state[16]; unsigned long long total, used; unsigned percent; } gpu;
        static gpu gpus[64];
        static int count;
        static int look(void) {
            FILE *file = fopen(getenv("FAKE_NVML"), "r");
            if (!file) return 9;
            char line[512];
            for (count = 0; count < 64 && fgets(line, sizeof line, file); )
                if (sscanf(line, "%95[^|]|%95[^|]|%llu|%llu|%u|%15s", gpus[count].uuid, gpus[count].model,
                           &gpus[count].total, &gpus[count].used, &gpus[count].percent, gpus[count].state) == 6)
                    count++;
            fclose(file);
            return 0;
        }
        static int state(void *device, gpu **found) {
            int error = look();
            intptr_t index = (intptr_t)device - 1;
            if (error) return error;
            if (index >= count || !strcmp(gpus[index].state, "lost")) return 15;
            *found = &gpus[index];
            return 0;
        }
        int nvmlInit_v2(void) { return look(); }
        int nvmlShutdown(void) { return 0; }
        int nvmlDeviceGetCount_v2(unsigned *number) { int error = look(); *number = count; return error; }
        int nvmlDeviceGetHandleByIndex_v2(unsigned index, void **device) {
            int error = look();
            if (error) return error;
            if (index >= (unsigned)count) return 2;
            *device = (void *)(intptr_t)(index + 1);
            return 0;
        }
        int nvmlDeviceGetHandleByUUID(const char *uuid, void **device) {
            int error = look();
            if (error) return error;
            for (int index = 0; index < count; index++)
                if (!strcmp(gpus[index].uuid, uuid)) { *device = (void *)(intptr_t)(index + 1); return 0; }
            return 6;
        }
        int nvmlDeviceGetUUID(void *device, char *text, unsigned length) {
            gpu *found; int error = state(device, &found);
            if (!error) snprintf(text, length, "%s", found->uuid);
            return error;
        }
        int nvmlDeviceGetName(void *device, char *text, unsigned length) {
            gpu *found; int error = state(device, &found);
            if (!error) snprintf(text, length, "%s", found->model);
            return error;
        }
        int nvmlDeviceGetUtilizationRates(void *device, unsigned *rates) {
            gpu *found; int error = state(device, &found);
            if (!error) { rates[0] = found->percent; rates[1] = 0; }
            return error;
        }
        int nvmlDeviceGetMemoryInfo(void *device, unsigned long long *memory) {
            gpu *found; int error = state(device, &found);
            if (error) return error;
            memory[0] = found->total; memory[1] = found->total - found->used; memory[2] = found->used;
            return error;
        }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("experiments-nvml-");
    private readonly List<string> _uuids;
    private readonly HashSet<string> _lost = [];

    /// <summary>Builds the library.</summary>
    /// <param name="uuids">The UUIDs of its GPUs.</param>
    public FakeNvml(params IEnumerable<string> uuids)
    {
        _uuids = [.. uuids];
        var source = Path.Combine(_folder.FullName, "nvml.c");
        File.WriteAllText(source, Source);
        using var compiler = Process.Start("cc", ["-shared", "-fPIC", "-O1", "-o", Library, source]);
        if (!compiler.WaitForExit(TimeSpan.FromMinutes(1))) throw new TimeoutException("cc did not end in a minute.");
        if (compiler.ExitCode != 0) throw new InvalidOperationException("cc has failed.");
        Write();
    }

    /// <summary>The path of the library.</summary>
    public string Library => Path.Combine(_folder.FullName, "libnvidia-ml.so.1");

    /// <summary>The path of the file with the GPUs, which <c>FAKE_NVML</c> names for the library.</summary>
    public string State => Path.Combine(_folder.FullName, "gpus");

    /// <summary>Returns the variables with which a process finds the library instead of that of a driver.</summary>
    public IEnumerable<KeyValuePair<string, string>> Variables =>
        [new("LD_LIBRARY_PATH", _folder.FullName), new("FAKE_NVML", State)];

    /// <summary>Lets a GPU fall off the bus.</summary>
    public void Lose(string uuid)
    {
        _lost.Add(uuid);
        Write();
    }

    /// <summary>Lets a GPU answer again.</summary>
    public void Return(string uuid)
    {
        _lost.Remove(uuid);
        Write();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // Replaced at once, because the library may be reading it.
    private void Write()
    {
        File.WriteAllLines(
            State + ".new",
            _uuids.Select((uuid, number) =>
                $"{uuid}|Fake H200|{150L << 30}|{(number + 1L) << 30}|{10 * (number + 1)}|"
                + (_lost.Contains(uuid) ? "lost" : "ok")));
        File.Move(State + ".new", State, overwrite: true);
    }
}
