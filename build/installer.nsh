; What electron-builder's installer for Windows does not do by itself: tasklab:// links, for whom the app is installed.
; SHELL_CONTEXT is the user's part of the registry, or the machine's, as was chosen.
; https://learn.microsoft.com/windows/win32/shell/app-registration

!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\tasklab" "" "URL:Tasklab"
  WriteRegStr SHELL_CONTEXT "Software\Classes\tasklab" "URL Protocol" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\tasklab\DefaultIcon" "" "$appExe,0"
  ; A link is no switch, whatever it begins with.
  WriteRegStr SHELL_CONTEXT "Software\Classes\tasklab\shell\open\command" "" '"$appExe" -- "%1"'
!macroend

!macro customUnInstall
  DeleteRegKey SHELL_CONTEXT "Software\Classes\tasklab"
!macroend
