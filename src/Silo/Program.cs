using Experiments.Contracts.Settings;
using Experiments.Contracts.Terminals;
using Experiments.Silo.Hosting;

ProcessPrivacy.Begin();
Console.SetError(new SafeTextWriter(Console.Error));
return await SiloProcess.RunAsync(args);
